/** How long prints take, how large they get, and the most memory that the process has had so far: `node bench/sheets.ts`. */
import { renderSheet } from '../functions/prints/sheets/renderSheet.ts'
import { printLayouts } from '../shared/domain/print.ts'

const surnames = ['Jones', 'Williams', 'Gwŷdd', 'ap Rhys', 'Nguyễn']
const learners = Array.from({ length: 2500 }, (_, i) => ({
  displayName: `Siân ${surnames[i % surnames.length]}`,
  username: `JonesS${i}`,
  yearGroup: '7',
  registrationGroup: '7A',
  password: { kind: 'shown', text: `AfalCoch${i}` } as const,
}))

for (const count of [30, 30, 2500]) {
  for (const layout of printLayouts) {
    const started = performance.now()
    const { pdf, pages } = await renderSheet({
      layout,
      language: 'cy-en',
      schoolName: { cy: 'Ysgol Gyfun Glan-yr-Afon', en: 'Riverside Comprehensive School' },
      printedAt: new Date(),
      learners: learners.slice(0, count),
    })
    const took = `${Math.round(performance.now() - started)} ms`
    const memory = `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB so far`
    console.log(
      `${count} learners, ${layout}: ${took}, ${pages} pages, ${Math.round(pdf.length / 1024)} KiB, ${memory}`,
    )
  }
}

const english = `
spring summer autumn fall winter christmas easter
january february march april may june july august september october november december
`
const welsh = `
gwanwyn haf hydref gaeaf nadolig pasg
ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi tachwedd rhagfyr
`

/** Seasons, months and festivals in both languages, lower case: with a year behind it, each is a common password. */
export const seasonWords: ReadonlySet<string> = new Set(`${english} ${welsh}`.trim().split(/\s+/))

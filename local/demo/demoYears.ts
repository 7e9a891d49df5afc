import type { YearGroup } from '../../shared/domain/yearGroups.ts'

/** Where a learner is in a school: the three kinds of group. */
export type DemoPlace = {
  readonly yearGroup: YearGroup
  readonly registrationGroup: string
  readonly teachingClasses: readonly string[]
}

/** A school's years: the one in which most learners join, and the places for so many learners, year by year. */
export type DemoYears = {
  readonly entry: YearGroup
  readonly placesFor: (learners: number) => DemoPlace[]
}

type Share = readonly [yearGroup: YearGroup, thirtieths: number]
type Groups = Omit<DemoPlace, 'yearGroup'>

const largestGroup = 30
const trees = ['Derwen', 'Onnen', 'Helygen', 'Celynnen', 'Bedwen', 'Ywen', 'Masarnen', 'Castanwydden', 'Criafolen']

const placesByShare =
  (shares: readonly Share[], groupsOf: (yearGroup: YearGroup, group: number, seat: number) => Groups) =>
  (learners: number): DemoPlace[] => {
    let upTo = 0
    let placed = 0
    return shares.flatMap(([yearGroup, thirtieths]) => {
      upTo += thirtieths
      const size = Math.ceil((learners * upTo) / 30) - placed
      placed += size
      const groups = Math.ceil(size / largestGroup)
      return Array.from({ length: size }, (_, seat) => ({
        yearGroup,
        ...groupsOf(yearGroup, Math.floor((seat * groups) / size), seat),
      }))
    })
  }

const secondaryGroups = (yearGroup: YearGroup, group: number, seat: number): Groups => {
  const registrationGroup = `${yearGroup}${String.fromCharCode(65 + group)}`
  const options = ['Bi', 'Ce', 'Ff', 'Hi', 'Gg', 'Cr', 'Dr', 'Ma'].map((subject) => `${yearGroup}/${subject}1`)
  const advanced = [0, 3, 5].map((step) => options[(seat + step) % options.length] ?? '')
  const set = 1 + (seat % 2)
  const lower = [`Ma${set}`, `Cy${set}`, 'En1', 'Gw1', 'Hi1', 'AG1'].map((name) => `${registrationGroup}/${name}`)
  return { registrationGroup, teachingClasses: Number(yearGroup) > 11 ? advanced : lower }
}

const primaryGroups = (yearGroup: YearGroup, group: number, seat: number): Groups => {
  const registrationGroup = `${yearGroup} ${trees[group % trees.length]}`
  const bands = ['Glas', 'Gwyrdd', 'Melyn'].map((colour) => `${yearGroup} Darllen ${colour}`)
  const band = bands[seat % bands.length] ?? ''
  return { registrationGroup, teachingClasses: yearGroup.startsWith('N') ? [] : [band, `${registrationGroup}/Rhifedd`] }
}

/** Years 7 to 13, registration groups 7A, 7B and so on. */
export const secondaryYears: DemoYears = {
  entry: '7',
  placesFor: placesByShare(
    [...(['7', '8', '9', '10', '11'] as const).map((year): Share => [year, 5]), ['12', 3], ['13', 2]],
    secondaryGroups,
  ),
}

/** A small nursery, reception and years 1 to 6, classes called after trees. */
export const primaryYears: DemoYears = {
  entry: 'R',
  placesFor: placesByShare(
    [['N2', 2], ...(['R', '1', '2', '3', '4', '5', '6'] as const).map((year): Share => [year, 4])],
    primaryGroups,
  ),
}

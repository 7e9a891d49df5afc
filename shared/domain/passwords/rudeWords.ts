/** In ROT13, so that nobody who looks through the code has to read them. */
const english = `
nahf nefr onfgneq ovgpu obbo ohz pbpx pbx pbba penc phz phag qnza qvpx qvx qlxr snt sneg ssf shp shx tvzc tbbx
tlcb urebva ubzb wnc wvmm xvxr xxx xabo xhag zrgu zvatr zbeba anxrq anmv avtt ahqr betl cnrqb cnxv crqb cravf
crei cuhp cvxrl cvff cbapr cbbs cbbf cbea cevpx chor dhrre encr ergneq frzra frk funt fuvg fug fabt fcnfg fcnm
fcrez fchax fgno fhpx gvgf gvgg gbffre gheq gjng intvan jnax juber jbt jgs lvq
`
const welsh = `
onfgnq oebaanh pnputv pnpuv pnpuh prqbe pahpu palpu pbpvnh qvnjpu ssjp sslp tjnva uhegla ujera zrqqj abrgu
cvqla cvf chgnva chgra eurpu frpf gjc hssrea jnap laslq
`

const inTheClear = (letter: string) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97)

/** Rude fragments in English and Welsh, lower case, and the two digit pairs that carry a meaning of their own. */
export const rudeFragments: readonly string[] = [
  ...`${english} ${welsh}`.replace(/[a-z]/g, inTheClear).trim().split(/\s+/),
  '69',
  '88',
]

const rude = new RegExp(rudeFragments.join('|'))

/** Whether a rude word shows anywhere in the text, also across the border between two words (`HatsHit`). */
export const isRude = (text: string): boolean => rude.test(text.toLowerCase())

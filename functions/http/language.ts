import type { Language } from '../../shared/domain/language.ts'

/** The language that an `Accept-Language` header prefers of the two; English when it names neither. */
export const preferredLanguage = (header: string | undefined): Language => {
  const weights = { en: 0, cy: 0 }
  for (const range of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const language = tag.split('-')[0]
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const weight = quality === undefined ? 1 : Number(quality)
    if ((language === 'en' || language === 'cy') && weight > weights[language]) weights[language] = weight
  }
  return weights.cy > weights.en ? 'cy' : firstOf(header, weights)
}

/** Of two that are wanted alike, the one named first. */
const firstOf = (header: string | undefined, weights: Readonly<Record<Language, number>>): Language =>
  weights.cy > 0 && weights.cy === weights.en && /^\s*cy/i.test(header ?? '') ? 'cy' : 'en'

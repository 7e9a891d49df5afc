import type { Language } from '../../shared/domain/language.ts'

/** The language that an `Accept-Language` header prefers of the two, the one named first of equals; English for neither. */
export const preferredLanguage = (header: string | undefined): Language => {
  let best: { language: Language; weight: number } = { language: 'en', weight: 0 }
  for (const range of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const language = tag.split('-')[0]
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const weight = quality === undefined ? 1 : Number(quality)
    if ((language === 'en' || language === 'cy') && weight > best.weight) best = { language, weight }
  }
  return best.language
}

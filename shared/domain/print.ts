export const printLayouts = ['cards', 'list', 'one-per-page'] as const
export type PrintLayout = (typeof printLayouts)[number]

export const printLanguages = ['cy-en', 'en', 'cy'] as const
export type PrintLanguage = (typeof printLanguages)[number]

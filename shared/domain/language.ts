/** The two languages of the product. English and Welsh are equal: a text exists in both or does not compile. */
export type Language = 'en' | 'cy'

/** One text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>

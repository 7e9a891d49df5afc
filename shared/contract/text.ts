import * as z from 'zod'

/** Text as it may come from outside: whole code points, because half of a surrogate pair can't be stored or shown. */
export const text = (most: number, least = 0) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((value) => value.isWellFormed(), { error: 'not-well-formed' })

/** Ids that this system makes: 16 characters of lower-case base 32. */
export const ownId = z.string().regex(/^[0-9a-z]{16}$/)

export const schoolId = z.string().regex(/^[0-9A-Za-z-]{1,32}$/)

export const instant = z.iso.datetime()

export const day = z.iso.date()

export const bilingual = z.strictObject({ en: z.string(), cy: z.string() })

/** What a query string can carry of a list's paging. */
export const paging = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, { error: 'limit-out-of-range' })
    .transform(Number)
    .pipe(z.int().min(1, { error: 'limit-out-of-range' }).max(100, { error: 'limit-out-of-range' }))
    .default(50)
    .meta({ override: { type: 'integer', minimum: 1, maximum: 100, default: 50 } }),
  cursor: z.string().min(1).max(2048).optional(),
}

/** One page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().optional() })

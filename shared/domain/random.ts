/** A source of randomness: an integer from 0 up to, but not including, `bound`, each equally likely. */
export type Random = (bound: number) => number

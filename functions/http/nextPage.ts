type Request = { readonly url: { readonly path: string; readonly query: string } }

/** A list's page as it is answered: with the cursor in the body, and as a link. */
export const pageAnswer = <Item>({ url }: Request, items: Item[], nextCursor: string | undefined) => {
  if (!nextCursor) return { body: { items } }
  const query = new URLSearchParams(url.query)
  query.set('cursor', nextCursor)
  return { body: { items, nextCursor }, headers: { link: `<${url.path}?${query}>; rel="next"` } }
}

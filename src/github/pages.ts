/** The most items of a page. */
export const A_PAGE = 100

/** All items of a list, page by page. */
export async function allPages<T>(getPage: (page: number) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for (let page = 1, more = true; more; page++) {
    const items = await getPage(page)
    all.push(...items)
    more = items.length === A_PAGE
  }
  return all
}

/** Commands that always say the same of full ids; the tree that comes of a commit and of a digest of changes is one of them. */
const LASTING = new Set(['diff', 'ls-tree', 'merge-base', 'rev-list', 'rev-parse', 'write-tree'])
const OPTION_OR_ID = /^-|^\^?[0-9a-f]{40}(\^\{\w+\}|\.\.[0-9a-f]{40})?$/

/** Keeps what git said of what never changes: most of the time of a run on the double is git's starting. */
export function createMemory() {
  const known = new Map<string, Promise<unknown>>()
  return <T>(question: readonly string[], ask: () => Promise<T>): Promise<T> => {
    const [command = '', ...rest] = question
    if (!LASTING.has(command) || !rest.every((each) => OPTION_OR_ID.test(each))) return ask()
    const key = question.join(' ')
    const answer = (known.get(key) as Promise<T> | undefined) ?? ask()
    known.set(key, answer)
    answer.catch(() => known.delete(key)) // what is not there may come
    return answer
  }
}

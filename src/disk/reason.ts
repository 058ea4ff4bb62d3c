const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'the system does not permit it',
  EPERM: 'the system does not permit it, or another program has it open: close it and run again',
  EBUSY: 'another program has it open: close it and run again',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a folder',
  ERR_INVALID_ARG_VALUE: 'its name has a NUL in it',
  EMFILE: 'too many files are open',
}

/** Why the system refused, in words where there are better ones than its code. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  return (code && REASONS[code]) ?? code ?? String(error)
}

import type { Files } from '../folder.ts'
import type { FileChange } from '../github/store.ts'
import type { Microsoft, MicrosoftOptions } from '../microsoft/start.ts'

/** Something that keeps a source from answering, and how it is brought about. */
export interface Failure {
  /** What is wrong, in a few words. */
  readonly failure: string
  /** Inputs of the Action; on the command line they are options, one for each line. */
  readonly settings?: Readonly<Record<string, string>>
  /** What is there besides the batch: in the folder, or at the base commit. */
  readonly files?: Files
  /** What only the pull request brings, or nothing in the place of what it removes. */
  readonly brought?: Readonly<Record<string, FileChange>>
  /** Domains of the batch's users, who all have True; contoso.com unless said. */
  readonly domains?: readonly string[]
  readonly microsoft?: MicrosoftOptions
  /** The network between; the way to Microsoft unless said. */
  readonly env?: (microsoft: Microsoft) => Readonly<Record<string, string>>
  /** Where it can happen; both unless said. */
  readonly where?: Program
  readonly fork?: boolean
  /** Whether it takes its time, so that it should not hold up the others. */
  readonly slow?: boolean
  /** What tells the message from others that a run prints; needed only for a remark in the Action's log. */
  readonly says?: RegExp
}

export type Program = 'command line' | 'Action'

/** What a run says of it, and how it ends. */
export interface Shown {
  readonly message: string
  /** The exit status of the command line, or the conclusion of the Action. */
  readonly end: string
}

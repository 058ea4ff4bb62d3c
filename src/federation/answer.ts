/** Whether a user's sign-in is federated, and who says so. */
export interface Answer {
  /** `undefined`: nobody knows. */
  readonly federated: boolean | undefined
  /** Nobody knows only because no source could answer; then the check is not complete, and says so. */
  readonly unanswered?: boolean
  /** A clause to be shown: "contoso.com is federated: federated-domains". */
  readonly because: string
}

/** Somebody to ask about; a batch's row is one. Without a valid address there is no domain. */
export interface User {
  readonly user: string | null
  readonly domain: string | undefined
}

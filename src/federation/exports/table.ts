/** An export as it stands: named columns, and rows that know where they are. */
export interface ExportTable {
  readonly names: readonly string[]
  readonly rows: readonly ExportRow[]
  /** Whether it says itself that there is more than it holds. */
  readonly partial: boolean
}

export interface ExportRow {
  /** "users.csv line 14", or "domains.json entry 3" where lines say nothing. */
  readonly place: string
  /** What a column holds; a JSON list holds several. */
  cell(column: number): readonly string[]
}

/** The table in a file, or why it has none. */
export type Read = ExportTable | { readonly mistake: string }

/** Python for arguments that a search decides, and for whether a layer is there at all. */
export interface Tuned {
  /** By layer and option. */
  options: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By layer. */
  conditions: ReadonlyMap<string, string>;
  /** What the function that builds the network is given. */
  parameter: string;
}

/** A public table that is recognized by the names of its columns, in small letters. */
interface KnownTable {
  columns: readonly string[];
  target: string;
  unit: string;
  /** Columns that name a row rather than describe it. */
  ignored: readonly string[];
}

const KNOWN: readonly KnownTable[] = [
  {
    // The flight prices of Kaggle, as its cleaned file has them.
    columns: [
      'airline',
      'source_city',
      'departure_time',
      'stops',
      'arrival_time',
      'destination_city',
      'class',
      'duration',
      'days_left',
      'price',
    ],
    target: 'price',
    unit: '₹',
    ignored: ['flight'],
  },
];

/** The public table that has all of these columns; `null` where none is known. */
export function knownTable(names: readonly string[]): KnownTable | null {
  const here = new Set(names.map((name) => name.toLowerCase()));
  return KNOWN.find(({ columns }) => columns.every((name) => here.has(name))) ?? null;
}

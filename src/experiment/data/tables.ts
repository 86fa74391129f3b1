import type { TableInfo } from './table';

/** Cities between which the invented flights go. */
const CITIES = ['Bangalore', 'Chennai', 'Delhi', 'Hyderabad', 'Kolkata', 'Mumbai'] as const;

/** Parts of a day, from early to late. */
const HOURS = ['Early morning', 'Morning', 'Afternoon', 'Evening', 'Night', 'Late night'] as const;

/**
 * The columns of "Flight prices". They are named after those of a well-known public table of Indian flights, but every row is invented:
 * `dataset/tables/flights` draws them by a rule of our own.
 */
export const FLIGHT_PRICES = {
  columns: [
    { kind: 'category', name: 'Airline', levels: ['AirAsia', 'Air India', 'GO FIRST', 'IndiGo', 'SpiceJet', 'Vistara'] },
    { kind: 'category', name: 'From', levels: CITIES },
    { kind: 'category', name: 'To', levels: CITIES },
    { kind: 'category', name: 'Departure', levels: HOURS },
    { kind: 'category', name: 'Stops', levels: ['None', 'One', 'Two or more'] },
    { kind: 'category', name: 'Arrival', levels: HOURS },
    { kind: 'category', name: 'Class', levels: ['Economy', 'Business'] },
    { kind: 'number', name: 'Duration', unit: 'h' },
    { kind: 'number', name: 'Days left' },
  ],
  target: { kind: 'number', name: 'Price', unit: '₹' },
} as const satisfies TableInfo;

interface Met {
  kind: string | null;
  city: string | null;
  countryName?: string | null;
}

/** Where a meeting was. The Datatracker itself takes an interim meeting without city and country for a virtual one. */
export const placeWords = ({ kind, city, countryName }: Met): string =>
  [city, countryName].filter(Boolean).join(', ') || (kind === 'interim' ? 'online' : '');

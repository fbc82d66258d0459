/** What `GET /me` tells a page. */
export interface Named {
  code: string;
  name: string;
  name_en: string | null;
}
export interface Me {
  station: { id: string; name: string; role: string; zone: string | null; checkpoint: string | null; parent?: string | null };
  operator: { name: string; roles: string[] } | null;
  event: {
    code: string;
    name: string;
    name_en: string | null;
    place: string | null;
    time_zone: string;
    currency: string;
    starts_on: string;
    ends_on: string;
    accent: string | null;
    languages: string[];
    expected_rate: number;
    vip_rate: number;
    /** when personal data was wiped; null: it was not. A page that began before forgets then. */
    wiped_at?: string | null;
  };
  categories: (Named & { zone: string | null; colour: string; fee_fen: number })[];
  zones: (Named & { place: string | null; opens_at: string | null; closes_at: string | null })[];
  halls: (Named & { capacity: number | null })[];
  checkpoint: Checkpoint | null;
  checkpoints: Checkpoint[];
  items: Named[];
  sessions: (Named & { hall: string; starts_at: string; ends_at: string })[];
  server_time: string;
  kept_at?: string; // told then, and kept since: the server has not answered this page yet
}
export interface Checkpoint extends Named {
  hall: string;
  direction: 'in' | 'out' | 'both';
}
export interface Headcount {
  registered: number;
  checked_in: number;
  rate: number;
  vip_rate: number;
  by_category: Record<string, { registered: number; checked_in: number }>;
  halls: Record<string, { inside: number; capacity: number | null; admitted: number }>;
  per_minute: { at: string; n: number }[];
  as_of: string;
}

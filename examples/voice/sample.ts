/**
 * A script with most of what makes reading aloud hard. `go` is too short at first and passes when it is spoken more slowly;
 * `psst` is a whisper that no setting saves; `divider` has nothing to say.
 */
export const SAMPLE_SCRIPT = [
  { id: 'welcome', text: 'Welcome aboard the 7:05 p.m. night train to Vienna.' },
  { id: 'price', text: 'Your ticket costs $1,234.50 incl. 12.5% tax, e.g. for 2 adults & 1 child.' },
  { id: 'doctor', text: 'Dr. Smith will see you on March 3, 2026 at 123 Main St., 2nd floor.' },
  { id: 'go', text: 'Go!' },
  { id: 'psst', text: 'Psst!' },
  { id: 'distance', text: 'We travel 612 km at up to 160 km/h; outside it is -5 °C.' },
  { id: 'divider', text: '*** [pause] ***' },
  { id: 'help', text: 'Questions? Call 555-0123 or visit https://example.com before 2027.' },
];

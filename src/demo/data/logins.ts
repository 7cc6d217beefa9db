/** Somebody who may sign in to the demo in a browser. */
export interface DemoLogin {
  readonly agentId: number;
  readonly name: string;
  /** What is typed; the name does as well, in any case. */
  readonly email: string;
  readonly password: string;
  /** What is special about them, for the sign-in page. */
  readonly note: string;
  /** Paths below `/api` that this agent's own rights do not cover; Halo answers them 403. */
  readonly forbiddenPaths: readonly string[];
  /** Switched off in Halo: their password is right and they still can't sign in. */
  readonly isDisabled: boolean;
}

/** One who sees everything, one who sees less, and one who has left. */
export const logins: readonly DemoLogin[] = [
  {
    agentId: 2,
    name: 'Rosalind Pemberton',
    email: 'rosalind@demo-msp.example',
    password: 'rosalind-demo',
    note: 'manager, sees everything',
    forbiddenPaths: [],
    isDisabled: false,
  },
  {
    agentId: 8,
    name: 'Tamsin Holloway',
    email: 'tamsin@demo-msp.example',
    password: 'tamsin-demo',
    note: 'apprentice, sees no billing and no reports',
    forbiddenPaths: ['/Invoice', '/RecurringInvoice', '/ClientContract', '/Report', '/InstanceInfo'],
    isDisabled: false,
  },
  {
    agentId: 27,
    name: 'Percival Thorne',
    email: 'percival@demo-msp.example',
    password: 'percival-demo',
    note: 'has left, can no longer sign in',
    forbiddenPaths: [],
    isDisabled: true,
  },
];

/** Who is meant by what was typed. */
export function findLogin(typed: string): DemoLogin | undefined {
  const wanted = typed.trim().toLowerCase();
  return logins.find(
    ({ name, email }) =>
      wanted === email || wanted === name.toLowerCase() || wanted === email.split('@')[0]?.toLowerCase(),
  );
}

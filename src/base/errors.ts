/** An error whose message is written for the person and is shown to them word for word. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

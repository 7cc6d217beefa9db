import { UserError } from '../../base/errors.ts';

/** This system can't show an icon; the message says why. The settings page works without one. */
export class TrayError extends UserError {
  override readonly name = 'TrayError';
}

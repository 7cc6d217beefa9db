import { z } from 'zod';
import identityFile from './identity.json';

/** Who publishes the program, and where; `null` is what nobody has decided yet. */
const identitySchema = z.strictObject({
  /** The name that people see in menus and lists of programs. */
  product: z.string().min(1),
  /** A person or a company. */
  publisher: z.string().min(1).nullable(),
  /** The e-mail address that Linux packages name as their maintainer's. */
  contact: z.email().nullable(),
  /** The `https` address of the repository, where the releases page is too. */
  repository: z.httpUrl().nullable(),
  /** The `https` address of the folder that has the newest release's files; in tests one of this computer, which `http` will do for. */
  releaseAddress: z.url({ protocol: /^https?$/ }).nullable(),
  /** The second line of a minisign public key file. */
  minisignPublicKey: z.string().min(1).nullable(),
});

export type Identity = Readonly<z.infer<typeof identitySchema>>;

/** What `identity.json` says: the one place to name the publisher, the addresses and the key. */
export const identity: Identity = identitySchema.parse(identityFile);

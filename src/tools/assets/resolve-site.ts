import { UserError } from '../../base/errors.ts';
import type { Halo } from '../../halo/client.ts';
import type { Site } from '../../halo/resources/sites.ts';
import { type Named, toId } from '../resolve.ts';

/** The most candidates an error lists. */
const maxListed = 10;

/**
 * Finds a site by id or name, among one client's where that is known. An id is taken as it is, at no cost; a name costs one
 * request. Throws a UserError that lists the sites with their clients when several have that name: many are called "Main".
 */
export async function resolveSite(
  halo: Halo,
  wanted: number | string,
  clientId: number | undefined,
): Promise<Named> {
  const id = toId(wanted);
  if (id !== undefined) return { id, name: String(id) };
  const ofClient = clientId === undefined ? {} : { client_id: clientId };
  const query = { ...ofClient, search: String(wanted), includeinactive: true };
  const { rows, total } = await halo.sites.page(query, 1, 100);
  // Halo may search a site's client and address too.
  const found = rows
    .filter((site) => clientId === undefined || site.client_id === clientId)
    .filter((site) => fold(site.name).includes(fold(String(wanted))));
  const same = found.filter((site) => fold(site.name) === fold(String(wanted)));
  const candidates = same.length > 0 ? same : found;
  const [only, ...others] = candidates;
  if (only === undefined) {
    throw new UserError(
      `No site is called "${wanted}"${clientId === undefined ? '' : ' at this client'}. get_client lists a client's sites`,
    );
  }
  if (others.length === 0 && (total ?? 0) <= rows.length) return only;
  const isMore = candidates.length > maxListed || (total ?? 0) > rows.length;
  throw new UserError(
    `"${wanted}" fits several sites: ${candidates.slice(0, maxListed).map(nameWithClient).join(', ')}${isMore ? ' and more' : ''}. Ask again with the site's id, or with client as well`,
  );
}

function nameWithClient(site: Site): string {
  return `${site.name}${site.client_name ? ` of ${site.client_name}` : ''} (${site.id})`;
}

function fold(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');
}

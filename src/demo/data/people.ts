import { pickAt } from '../random.ts';
import { Float, type Row } from '../serialise.ts';
import type { ClientSeed } from './clients.ts';
import { jobTitles, people, streets, towns } from './words.ts';
import type { World } from './world.ts';

export type SiteSeed = {
  readonly id: number;
  readonly name: string;
  readonly client: ClientSeed;
  readonly inactive: boolean;
  readonly phonenumber: string;
  readonly address: readonly string[];
  readonly maincontact_id: number;
};

export type UserSeed = {
  readonly id: number;
  readonly name: string;
  readonly firstname: string;
  readonly surname: string;
  readonly title: string;
  readonly emailaddress: string;
  readonly phonenumber: string;
  readonly client: ClientSeed;
  readonly site: SiteSeed;
  readonly inactive: boolean;
  readonly isimportantcontact: boolean;
  readonly isserviceaccount: boolean;
};

/** Each client's sites and users have ids in a row of their own, so that any of them can be made alone. */
const sitesPerClient = 4;
const usersPerClient = 16;
const firstSiteId = 100;
const firstUserId = 2000;

export function sitesOf(world: World, client: ClientSeed): readonly SiteSeed[] {
  return Array.from({ length: client.siteCount }, (_, index) => buildSite(world, client, index));
}

export function mainSiteOf(world: World, client: ClientSeed): SiteSeed {
  return buildSite(world, client, 0);
}

/** A client's people; besides them each has a "General User", and every fifth a service account. */
export function usersOf(world: World, client: ClientSeed): readonly UserSeed[] {
  return Array.from({ length: extraUsers(client) + client.userCount }, (_, index) =>
    buildUser(world, client, index),
  );
}

export function mainUserOf(world: World, client: ClientSeed): UserSeed {
  return buildUser(world, client, extraUsers(client));
}

/** A person, never the general user nor a service account; counted round. Kept, since each has many tickets. */
export function personAt(world: World, client: ClientSeed, index: number): UserSeed {
  const place = extraUsers(client) + (index % client.userCount);
  const kept = keptPeople.get(world) ?? new Map<number, UserSeed>();
  keptPeople.set(world, kept);
  const id = userId(client, place);
  const person = kept.get(id) ?? buildUser(world, client, place);
  kept.set(id, person);
  return person;
}

const keptPeople = new WeakMap<World, Map<number, UserSeed>>();

/** The id of a client's first site. */
export function mainSiteId(client: ClientSeed): number {
  return firstSiteId + client.index * sitesPerClient;
}

function extraUsers(client: ClientSeed): number {
  return client.index % 5 === 0 ? 2 : 1;
}

function buildSite(world: World, client: ClientSeed, index: number): SiteSeed {
  const random = world.random('site', client.id, index);
  const [town, postcode] = pickAt(towns, client.index * 5 + index * 3);
  return {
    id: firstSiteId + client.index * sitesPerClient + index,
    name: index === 0 ? 'Main' : town,
    client,
    inactive: client.inactive || (index === 2 && random.chance(0.3)),
    phonenumber: `01632 96${String(random.int(0, 9999)).padStart(4, '0')}`,
    address: [
      `${random.int(1, 180)} ${random.pick(streets)}`,
      town,
      '',
      '',
      `${postcode} ${random.int(1, 9)}${random.pick(['AB', 'DX', 'LN', 'QT'])}`,
    ],
    maincontact_id: index === 0 ? userId(client, extraUsers(client)) : 0,
  };
}

function userId(client: ClientSeed, index: number): number {
  return firstUserId + client.index * usersPerClient + index;
}

function buildUser(world: World, client: ClientSeed, index: number): UserSeed {
  const random = world.random('user', client.id, index);
  const extra = index < extraUsers(client);
  const [firstname, surname] = extra
    ? index === 0
      ? (['General', 'User'] as const)
      : (['Scan', 'Service'] as const)
    : pickAt(people, client.index * 11 + index * 3 + world.seed);
  const id = userId(client, index);
  const site = buildSite(world, client, extra ? 0 : index % client.siteCount);
  return {
    id,
    name: `${firstname} ${surname}`,
    firstname,
    surname,
    title: extra ? '' : random.pick(jobTitles),
    emailaddress: index === 0 ? '' : `${toLogin(firstname, surname, id)}@${client.domain}`,
    phonenumber: extra ? '' : `01632 96${String(random.int(0, 9999)).padStart(4, '0')}`,
    client,
    site,
    inactive: client.inactive || (!extra && index > extraUsers(client) + 1 && random.chance(0.07)),
    isimportantcontact: index === extraUsers(client),
    isserviceaccount: extra && index === 1,
  };
}

function toLogin(first: string, last: string, id: number): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase();
  const login = `${plain(first)}.${plain(last)}`.replace(/^\.|\.$/g, '');
  return login === '' ? `user${id}` : login;
}

/** `client_id` is a decimal here, as Halo sends it. */
export function toSiteRow(site: SiteSeed, withAddress: boolean): Row {
  const [line1, line2, line3, line4, line5] = site.address;
  return {
    id: site.id,
    name: site.name,
    client_id: new Float(site.client.id),
    client_name: site.client.name,
    clientsite_name: `${site.client.name}/${site.name}`,
    inactive: site.inactive,
    sla_id: site.client.sla_id,
    phonenumber: site.phonenumber,
    colour: '#2bd3c6',
    timezone: '',
    invoice_address_isdelivery: true,
    isstocklocation: false,
    messagegroup_id: 0,
    use: 'site',
    ...(withAddress
      ? {
          delivery_address_line1: line1,
          delivery_address_line2: line2,
          delivery_address_line3: line3,
          delivery_address_line4: line4,
          delivery_address_line5: line5,
        }
      : {}),
    ref: '',
    maincontact_id: site.maincontact_id,
    site_item_tax_code: -3,
  };
}

/** `site_id` is a decimal here, beside its whole twin, as Halo sends it. */
export function toUserRow(user: UserSeed): Row {
  return {
    id: user.id,
    name: user.name,
    site_id: new Float(user.site.id),
    site_id_int: user.site.id,
    site_name: user.site.name,
    client_id: user.client.id,
    client_name: user.client.name,
    firstname: user.firstname,
    surname: user.surname,
    initials: `${user.firstname.slice(0, 1)}${user.surname.slice(0, 1)}`,
    title: user.title,
    emailaddress: user.emailaddress,
    phonenumber_preferred: user.phonenumber,
    sitephonenumber: user.site.phonenumber,
    phonenumber: user.phonenumber,
    homenumber: '',
    mobilenumber: '',
    mobilenumber2: '',
    fax: '',
    telpref: 0,
    login: user.emailaddress,
    inactive: user.inactive,
    colour: '#2bd3c6',
    isimportantcontact: user.isimportantcontact,
    other1: '',
    other2: '',
    neversendemails: false,
    priority_id: 0,
    linked_agent_id: 0,
    isserviceaccount: user.isserviceaccount,
    ignoreautomatedbilling: false,
    isimportantcontact2: false,
    connectwiseid: 0,
    autotaskid: -1,
    messagegroup_id: -1,
    sitetimezone: '',
    client_account_manager_id: user.client.accountmanagertech,
    use: 'user',
    key: user.id,
    azureoid: '',
  };
}

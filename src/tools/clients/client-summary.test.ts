import { expect, test } from 'bun:test';
import { clientSchema } from '../../halo/resources/clients.ts';
import { listRelationships, toClientStatus } from './client-summary.ts';

const types = new Map([
  [1, 'Managed Client'],
  [3, 'Prospect'],
]);
const read = (record: Readonly<Record<string, unknown>>) =>
  clientSchema.parse({ id: 1, name: 'Acme', ...record });
const relationships = (record: Readonly<Record<string, unknown>>) => listRelationships(read(record), types);

test('relationships come by name where Halo sends names', () => {
  expect(
    relationships({ customer_relationship: [{ id: 1, name: 'Gold' }], customer_relationship_list: '1' }),
  ).toEqual(['Gold']);
  expect(relationships({ customer_relationship_list: [{ id: 1, name: 'Gold' }] })).toEqual(['Gold']);
});

test('relationships that come as ids are named from the client types', () => {
  expect(relationships({ customer_relationship_list: '1,3' })).toEqual(['Managed Client', 'Prospect']);
  expect(relationships({ customer_relationship: [{ id: '3' }] })).toEqual(['Prospect']);
  expect(relationships({ customertype: 1 })).toEqual(['Managed Client']);
});

test('an id that no client type has stays a number; words stay words; nothing stays nothing', () => {
  expect(relationships({ customer_relationship_list: '9' })).toEqual(['type 9']);
  expect(relationships({ customer_relationship_list: 'Reseller' })).toEqual(['Reseller']);
  expect(relationships({})).toEqual([]);
  expect(relationships({ customertype: 0, customer_relationship_list: '' })).toEqual([]);
});

test('a client is inactive before it is stopped', () => {
  expect(toClientStatus(read({ inactive: true, stopped: 1 }))).toBe('inactive');
  expect(toClientStatus(read({ inactive: false, stopped: 1 }))).toBe('stopped');
  expect(toClientStatus(read({}))).toBe('active');
});

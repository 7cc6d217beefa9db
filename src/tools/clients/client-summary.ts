import type { Client } from '../../halo/resources/clients.ts';
import type { Row } from '../answer.ts';

/** A client as lists show it. `typeNames` are Halo's client types by id, for clients whose relationships come without names. */
export function toClientSummary(client: Client, typeNames: ReadonlyMap<number, string>): Row {
  return {
    id: client.id,
    name: client.name,
    topLevel: client.toplevel_name,
    status: toClientStatus(client),
    relationships: listRelationships(client, typeNames).join('; '),
  };
}

/** Whether a client is worked for: inactive ones are archived, for stopped ones nothing may be logged or billed. */
export function toClientStatus(client: Client): 'active' | 'inactive' | 'stopped' {
  if (client.inactive === true) return 'inactive';
  return (client.stopped ?? 0) > 0 ? 'stopped' : 'active';
}

/** What a client is to the MSP, in Halo's words: "Managed Client", "Prospect". Empty where Halo says nothing. */
export function listRelationships(client: Client, typeNames: ReadonlyMap<number, string>): readonly string[] {
  const list = client.customer_relationship_list;
  const named = [...(client.customer_relationship ?? []), ...(Array.isArray(list) ? list : [])];
  const ids = typeof list === 'string' ? list.split(',') : [];
  const texts =
    named.length > 0
      ? named.map((each) => each.name ?? nameOf(each.id, typeNames))
      : (ids.length > 0 ? ids : [client.customertype]).map((id) => nameOf(id, typeNames));
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}

function nameOf(id: string | number | null | undefined, typeNames: ReadonlyMap<number, string>): string {
  const text = String(id ?? '').trim();
  return (
    typeNames.get(Number(text)) ?? (Number(text) > 0 ? `type ${text}` : /^-?\d*$/.test(text) ? '' : text)
  );
}

/** The client asked for, in the words of a first line; nothing where none was. Its name comes from its records where only an id was given. */
export function describeClient(
  client: { readonly id: number; readonly name: string | undefined } | undefined,
  records: readonly { readonly client_name?: string | null | undefined }[],
): readonly string[] {
  if (client === undefined) return [];
  const name = client.name ?? records.map((record) => record.client_name).find((each) => each);
  return [name ? `client ${name}` : `client ${client.id}`];
}

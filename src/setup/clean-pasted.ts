/**
 * A client ID or secret without what came along when it was copied: spaces, line breaks, quotes, invisible characters, the
 * label in front. Where an ID or secret of Halo's usual form is in there, all around it and every break inside goes, such as
 * those of a mail; from any other value only what can't be part of it.
 */
export function cleanPasted(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim();
  const bare = visible.replace(/^["'`]?(?:halo[\s_]?)?client[\s_-]?(?:id|secret)["'`]?\s*[:=]\s*/i, '');
  const joined = bare.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$|\s+/gu, '');
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4,12})+$/i.test(joined)) return joined;
  return bare.replace(/^(["'`])(.*)\1$|^[“„«](.*)[”“»]$/u, '$2$3').trim();
}

import { z } from 'zod';
import type { Block } from '../answer.ts';
import { full, nameOrId } from '../fields.ts';
import { toFullRecord } from '../full-record.ts';
import { readSide } from '../side-section.ts';
import { htmlToText } from '../text.ts';
import { readAssetTickets } from '../tickets/open-tickets.ts';
import { defineTool } from '../tool.ts';
import { toAssetFields, toTypeFields } from './asset-fields.ts';
import { toAssetName } from './asset-summary.ts';
import { findAsset } from './find-asset.ts';

const shownTickets = 10;

export const getAsset = defineTool({
  name: 'get_asset',
  title: 'Get asset',
  effect: 'reads',
  description:
    'Shows one asset by id or tag: type, status, warranty, the fields of its type (serial number, operating system and the like), and what it belongs to: client, site, users, contract, open tickets. An id is a number, a tag a text. Find assets with list_assets.',
  input: z.strictObject({
    id: nameOrId('asset').describe('asset: id as a number, or tag as a text'),
    full,
  }),
  run: async (input, { halo }) => {
    const asset = await findAsset(halo, input.id);
    const title = asset.inventory_number || asset.id;
    const name = toAssetName(asset);
    const heading = `Asset ${title}${name === '' ? '' : `: ${name}`}`;
    if (input.full) return toFullRecord(heading, asset);
    const tickets = await readSide(() => readAssetTickets(halo, asset, shownTickets));
    const typeFields = toTypeFields(asset);
    const users = (asset.users ?? []).map((user) => ({
      id: user.id,
      name: user.name,
      email: user.emailaddress,
    }));
    const notes = htmlToText(asset.notes ?? '');
    const blocks: readonly Block[] = [
      { kind: 'table', title: 'fields', rows: typeFields },
      { kind: 'table', title: 'users', rows: users },
      { kind: 'table', title: 'newest open tickets', rows: 'value' in tickets ? tickets.value.newest : [] },
      { kind: 'entries', entries: notes === '' ? [] : [{ heading: 'asset notes:', text: notes }] },
    ];
    return {
      heading,
      notes: 'value' in tickets ? tickets.value.notes : [`open tickets NOT READ (${tickets.missing})`],
      blocks: [
        {
          kind: 'fields',
          fields: {
            ...toAssetFields(asset),
            openTickets: 'value' in tickets ? tickets.value.count : 'not known',
          },
        },
        ...blocks.filter((block) => block.kind !== 'table' || block.rows.length > 0),
      ],
    };
  },
});

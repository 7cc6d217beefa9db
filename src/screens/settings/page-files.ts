import { z } from 'zod';
import { drawAppIcon } from '../icon/product-icon.ts';
import { toSvg } from '../icon/to-svg.ts';
import * as activity from './page/activity.ts' with { type: 'text' };
import * as app from './page/app.ts' with { type: 'text' };
import * as areasTable from './page/areas-table.ts' with { type: 'text' };
import * as ask from './page/ask.ts' with { type: 'text' };
import * as brand from './page/brand.ts' with { type: 'text' };
import * as browser from './page/browser.ts' with { type: 'text' };
import * as closeFirst from './page/close-first.ts' with { type: 'text' };
import * as controls from './page/controls.ts' with { type: 'text' };
import * as element from './page/element.ts' with { type: 'text' };
import * as guide from './page/guide.ts' with { type: 'text' };
import * as guideAddress from './page/guide-address.ts' with { type: 'text' };
import * as guideAssistants from './page/guide-assistants.ts' with { type: 'text' };
import * as guideDone from './page/guide-done.ts' with { type: 'text' };
import * as guideLogin from './page/guide-login.ts' with { type: 'text' };
import * as guidePlace from './page/guide-place.ts' with { type: 'text' };
import * as guideTest from './page/guide-test.ts' with { type: 'text' };
import * as networkFields from './page/network-fields.ts' with { type: 'text' };
import * as onThisPage from './page/on-this-page.ts' with { type: 'text' };
import * as overview from './page/overview.ts' with { type: 'text' };
import * as overviewAssistants from './page/overview-assistants.ts' with { type: 'text' };
import * as overviewComputer from './page/overview-computer.ts' with { type: 'text' };
import * as overviewNetwork from './page/overview-network.ts' with { type: 'text' };
import * as overviewProfile from './page/overview-profile.ts' with { type: 'text' };
import * as replyTables from './page/reply-tables.ts' with { type: 'text' };
import * as revenueChart from './page/revenue-chart.ts' with { type: 'text' };
import * as revenueView from './page/revenue-view.ts' with { type: 'text' };
import * as schemaForm from './page/schema-form.ts' with { type: 'text' };
import style from './page/style.css' with { type: 'text' };
import * as text from './page/text.ts' with { type: 'text' };
import * as tryIt from './page/try-it.ts' with { type: 'text' };
import type { PageFile } from './server.ts';

/**
 * What a browser is given, by path, the page itself as `/`: all of it is inside the program. The modules go as they were written,
 * less their types, so that there is nothing between them and what is tested.
 */
export function listPageFiles(): ReadonlyMap<string, PageFile> {
  const transpiler = new Bun.Transpiler({ loader: 'ts', target: 'browser' });
  const scripts = Object.entries(modules).map(([name, module]): [string, PageFile] => [
    `/${name}`,
    { type: 'text/javascript; charset=utf-8', text: transpiler.transformSync(readText(module)) },
  ]);
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', text: page }],
    ['/style.css', { type: 'text/css; charset=utf-8', text: style }],
    ['/icon.svg', { type: 'image/svg+xml', text: toSvg(drawAppIcon()) }],
    ...scripts,
  ]);
}

const page = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>halo-mcp</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/app.ts"></script>
</head>
<body><div id="app"></div></body>
</html>
`;

/** By the names under which they import each other. */
const modules: Readonly<Record<string, unknown>> = {
  'activity.ts': activity,
  'app.ts': app,
  'areas-table.ts': areasTable,
  'ask.ts': ask,
  'brand.ts': brand,
  'browser.ts': browser,
  'close-first.ts': closeFirst,
  'controls.ts': controls,
  'element.ts': element,
  'guide-address.ts': guideAddress,
  'guide-assistants.ts': guideAssistants,
  'guide-done.ts': guideDone,
  'guide-login.ts': guideLogin,
  'guide-place.ts': guidePlace,
  'guide-test.ts': guideTest,
  'guide.ts': guide,
  'network-fields.ts': networkFields,
  'on-this-page.ts': onThisPage,
  'overview-assistants.ts': overviewAssistants,
  'overview-computer.ts': overviewComputer,
  'overview-network.ts': overviewNetwork,
  'overview-profile.ts': overviewProfile,
  'overview.ts': overview,
  'reply-tables.ts': replyTables,
  'revenue-chart.ts': revenueChart,
  'revenue-view.ts': revenueView,
  'schema-form.ts': schemaForm,
  'text.ts': text,
  'try-it.ts': tryIt,
};

/** TypeScript takes a module imported as text for the module itself. */
function readText(module: unknown): string {
  return z.object({ default: z.string() }).parse(module).default;
}

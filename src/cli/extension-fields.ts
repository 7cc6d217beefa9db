/** A value that a person gives in the settings that Claude Desktop has for the extension. */
export interface ExtensionField {
  /** What the person sees beside it. */
  readonly title: string;
  readonly description: string;
  /** The variable that Claude hands the value over in. */
  readonly variable: string;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  readonly isFile: boolean;
}

const usual = { isRequired: false, isSecret: false, isFile: false };

/** All of them, by the names that the extension's manifest has for them. */
export const extensionFields = {
  address: {
    ...usual,
    title: 'Halo address',
    description: 'As you see it in the browser, such as https://acme.halopsa.com',
    variable: 'HALO_INSTANCE_URL',
    isRequired: true,
  },
  client_id: {
    ...usual,
    title: 'Client ID',
    description: 'Halo: Configuration > Integrations > HaloPSA API > View Applications',
    variable: 'HALO_CLIENT_ID',
    isRequired: true,
  },
  client_secret: {
    ...usual,
    title: 'Client secret',
    description: 'Halo shows it once, when the application is made there. Claude keeps it encrypted',
    variable: 'HALO_CLIENT_SECRET',
    isRequired: true,
    isSecret: true,
  },
  tenant: {
    ...usual,
    title: 'Tenant',
    description: 'Only where several Halos share one authorisation server',
    variable: 'HALO_TENANT',
  },
  proxy: {
    ...usual,
    title: 'Proxy',
    description: 'Only where your company has one: http://host:port',
    variable: 'HTTPS_PROXY',
  },
  ca_file: {
    ...usual,
    title: 'Certificate file',
    description: 'Only where your company inspects encrypted traffic: its certificate authority, a PEM file',
    variable: 'NODE_EXTRA_CA_CERTS',
    isFile: true,
  },
} as const satisfies Readonly<Record<string, ExtensionField>>;

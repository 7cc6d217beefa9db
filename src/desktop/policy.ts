/** A setting that only whoever manages a computer can change; switched off it forbids an app to start servers there. */
export interface Policy {
  readonly name: string;
  /** Below HKEY_LOCAL_MACHINE and HKEY_CURRENT_USER. */
  readonly windowsKey: string;
  /** The app's identifier, which names its file of managed preferences. */
  readonly macDomain: string;
}

/** How a policy was found set. */
export interface PolicyValue {
  /** Policies are numbers or text, as whoever made them saw fit: 0, "0" or "false". */
  readonly value: string;
  /** Where it stands, for the person who can change it. */
  readonly place: string;
}

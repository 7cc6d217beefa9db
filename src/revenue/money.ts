/** An exact fraction; the denominator is above zero. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

const withoutMinorUnits = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const withThousandths = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const withTenThousandths = 'CLF UYW'.split(' ');

/** Digits after the point that ISO 4217 gives a currency. A code it doesn't know has two. */
export function countMinorDigits(currencyCode: string): number {
  const code = currencyCode.trim().toUpperCase();
  if (withoutMinorUnits.includes(code)) return 0;
  if (withThousandths.includes(code)) return 3;
  if (withTenThousandths.includes(code)) return 4;
  return 2;
}

/**
 * Reads an amount as Halo sends it (a JSON number in major units) into whole minor units.
 * Rounds half away from zero on the decimal that was sent, so 1.005 is 101 cents although the nearest float lies
 * below it, and -0.0 is 0. Nothing for what is no amount: missing, not finite, or too large to count exactly.
 */
export function parseMinor(amount: number | undefined, digits: number): number | undefined {
  if (amount === undefined || !Number.isFinite(amount)) return undefined;
  const { coefficient, exponent } = toDecimal(amount);
  const shift = exponent + digits;
  const minor =
    shift >= 0 ? coefficient * 10n ** BigInt(shift) : divideRounded(coefficient, 10n ** BigInt(-shift));
  const asNumber = Number(minor);
  return Number.isSafeInteger(asNumber) ? asNumber : undefined;
}

/** Multiplies whole units by an exact fraction and rounds once, half away from zero. */
export function multiplyRounded(units: number, by: Fraction): number {
  return Number(divideRounded(BigInt(units) * BigInt(by.numerator), BigInt(by.denominator)));
}

/** Adds up whole units; nothing adds up to 0. */
export function sum(units: readonly number[]): number {
  return units.reduce((total, each) => total + each, 0);
}

function toDecimal(amount: number): { readonly coefficient: bigint; readonly exponent: number } {
  const [mantissa = '0', power = '0'] = String(amount).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'get_contract';
const data = createDemoData({ date: testDay });

/** A contract by how many recurring invoices name it. */
function findContract(count: number) {
  const contract = data
    .contracts()
    .find((each) => data.templates().filter((template) => template.contract_id === each.id).length === count);
  if (contract === undefined) throw new Error(`No contract is billed by ${count} recurring invoices`);
  return contract;
}

test('the whole reply, for a contract that two recurring invoices bill', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: findContract(2).ref })).toMatchSnapshot();
});

test('the ref finds it in any case, and so does its id', async () => {
  await using session = await openSession();
  const { id, ref } = findContract(1);
  const reply = await session.ask(tool, { id });
  expect(await session.ask(tool, { id: ref.toLowerCase() })).toBe(reply);
  expect(await session.ask(tool, { id: String(id) })).toBe(reply);
  expect(reply).toStartWith(`Contract ${ref}, money in GBP`);
});

describe('a contract', () => {
  test('that bills itself shows its own charge', async () => {
    await using session = await openSession();
    const own = data.contracts().find((each) => each.typeId === 3 && each.start_date < testDay);
    const reply = await session.ask(tool, { id: own?.id });
    expect(reply).toContain('billed_by: itself');
    expect(reply).toContain(`net_per_period: ${((own?.chargeMinor ?? 0) / 100).toFixed(2)}`);
  });

  test('whose recurring invoice is disabled brings in nothing, and says so', async () => {
    await using session = await openSession();
    const disabled = data.templates().find((template) => template.disabled);
    const reply = await session.ask(tool, { id: disabled?.contract_id });
    expect(reply).toContain('brings in nothing now');
    expect(reply).toContain(`billed_by: ${disabled?.id} (disabled)`);
  });

  test('with pre-paid hours shows what is left of them, in all and in each period', async () => {
    await using session = await openSession();
    const prepay = data.contracts().find((each) => each.typeId === 2);
    const reply = await session.ask(tool, { id: prepay?.id });
    expect(reply).toContain('prepay_balance: 13.5');
    expect(reply).toContain('period,start,end,current,hours_included,hours_used,hours_remaining');
  });

  test('without the permission for invoices says that what bills it is not known', async () => {
    await using session = await openSession({ demo: { fault: { kind: 'forbidden', argument: 'invoices' } } });
    const reply = await session.ask(tool, { id: findContract(1).id });
    expect(reply).toContain('what bills it is NOT KNOWN');
    expect(reply).not.toContain('brings in nothing now');
  });
});

test('full gives Halo’s own record', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { id: findContract(1).id, full: true });
  expect(reply).toContain("Halo's own record");
  expect(reply).toContain('"periodchargeamount":');
});

describe('not found', () => {
  test('by id', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 999_999 })).toContain('Halo has no contract 999999');
  });

  test('by ref', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 'CO-NOPE' })).toContain('No contract has the ref "CO-NOPE"');
  });

  test('by a ref that fits several: they are listed', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 'CO-003' })).toContain('Ask again with the id of the one you mean');
  });
});

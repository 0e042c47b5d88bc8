import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ownVersion } from '../../src/models/prediction/version-owner.js';
import { ModelStandings } from '../../src/modules/inference/standings/model-standings.service.js';
import { TenantModels } from '../../src/modules/inference/standings/tenant-models.service.js';
import { LeadLabels } from '../../src/modules/leads/labels/lead-labels.service.js';
import { PromotionService } from '../../src/modules/promotion/promotion.service.js';
import { Lesson } from '../../src/modules/retraining/trainer/lesson.js';
import { RetrainingRuns } from '../../src/modules/retraining/retraining-runs.js';
import { RetrainingWork } from '../../src/modules/retraining/retraining-work.service.js';
import { RetrainingService } from '../../src/modules/retraining/retraining.service.js';
import { install, leadModel } from '../support/models.js';
import { RetrainingHouse } from '../support/retraining-house.js';

const everything = { limit: 200, afterKey: null };
const saturday = Date.parse('2026-11-28T12:00:00Z');
const monday = Date.parse('2026-11-30T02:00:00Z');
const weekly = { model: 'lead-score', isOn: true, cadence: 'WEEKLY', leastNewLeads: 50, promoteOnEvidence: false } as const; // prettier-ignore

describe('teaching models anew', () => {
  let house: RetrainingHouse;
  const service = () => house.app.get(RetrainingService);
  const work = () => house.app.get(RetrainingWork).run();
  const ask = (reason = 'A new year') => service().ask(house.caller, 'lead-score', reason);

  beforeEach(async () => {
    house = await RetrainingHouse.start(saturday);
  });
  afterEach(() => house.stop());

  it('is asked for once however often, and says when nothing is there to learn from', async () => {
    const asked = [await ask(), await ask('Again')];
    expect(asked.map(({ number, state, reason }) => [number, state, reason])).toEqual(Array(2).fill([1, 'QUEUED', 'A new year'])); // prettier-ignore
    await work();
    expect(await house.newest()).toMatchObject({ state: 'NOTHING_NEW', attempts: 1, leads: 0, newLeads: 0, version: null, askedBy: 'key of teaching', message: 'No lead is settled yet: none was sold, lost or is 90 days old.', endedAt: new Date(saturday) }); // prettier-ignore
    expect((await ask()).number).toBe(2);
    expect(await service().list(house.stranger, null, everything)).toEqual([]);
  });

  it('is refused with a reason for what cannot be taught, and for what nobody can mean', async () => {
    await expect(service().ask(house.caller, 'offer-propensity', 'Why not')).rejects.toMatchObject({ code: 'MODEL_NOT_RETRAINABLE' }); // prettier-ignore
    await expect(service().set(house.caller, { ...weekly, leastNewLeads: 0 })).rejects.toMatchObject({ code: 'RETRAINING_SETTING' }); // prettier-ignore
    await expect(ask(' ')).rejects.toMatchObject({ code: 'RETRAINING_REASON' });
  });

  it('says what to install where there is no Python, and leaves no leads behind', async () => {
    await house.settle(60);
    await ask();
    await work();
    const run = await house.newest();
    expect(run).toMatchObject({ state: 'NOT_POSSIBLE', leads: 60, newLeads: 60, version: null });
    expect(run.message).toMatch(/no Python 3.10 to 3.13.*python3-venv/);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`carousel-retraining-${process.pid}-`))).toEqual([]); // prettier-ignore
  });

  it('learns from what the command exports: features and outcomes, and nobody’s address', async () => {
    await house.settle(60);
    const file = join(house.models.path, 'leads.csv');
    const env = { ...process.env, CLOCK_OFFSET: '' };
    const command = ['dist/programs/export-lead-labels.js', '--out', file, '--tenant', 'teaching'];
    const { stdout } = await promisify(execFile)(process.execPath, command, { env });
    const exported = readFileSync(file, 'utf8');
    expect(stdout).toBe(`${exported.split('\r\n').length - 2} leads are in ${file}.\n`);
    let lines = '';
    for await (const line of house.app.get(LeadLabels, { strict: false }).lines(house.caller)) lines += line;
    expect(lines).toBe(exported);
    expect(lines.match(/,lead-v1,/g)?.length).toBeGreaterThanOrEqual(60);
    expect(lines).not.toContain('shop.example');
  });

  it('comes by itself once a due moment, whoever looks and how often, and not for moments before it was on', async () => {
    await house.settle(60);
    const other = await house.another();
    expect((await service().plan(house.caller, 'lead-score')).nextSentence).toMatch(/^Nothing by itself/);
    const plan = await service().set(house.caller, weekly);
    expect(plan).toMatchObject({ nextAt: new Date(monday), leads: 60, newLeads: 60 });
    await work();
    expect(await service().list(house.caller, null, everything)).toEqual([]);

    house.time.now = monday + 1;
    // Setting it again does not put off what is due.
    await service().set(house.caller, weekly);
    await Promise.all([work(), other.get(RetrainingWork).run(), work()]);
    await work();
    const runs = await service().list(house.caller, null, everything);
    expect(runs.map(({ dueAt, state, attempts, askedBy }) => [dueAt, state, attempts, askedBy])).toEqual([[new Date(monday), 'NOT_POSSIBLE', 1, null]]); // prettier-ignore

    await service().set(house.caller, { ...weekly, isOn: false });
    house.time.now = monday + 40 * 86_400_000;
    await work();
    expect(await service().list(house.caller, null, everything)).toHaveLength(1);
  });

  it('takes up again what a worker died of, gives it up after three, and hears nobody who comes back', async () => {
    await ask();
    const runs = house.app.get(RetrainingRuns);
    const dead = await runs.takeUp();
    if (!dead) throw new Error('nothing was taken up');
    expect(await runs.takeUp()).toBeNull();
    await runs.closeDead();
    const second = await runs.takeUp();
    expect(second).toMatchObject({ number: 1, attempts: 2, deaths: 1, state: 'RUNNING' });
    await runs.end(dead, { state: 'FAILED', message: 'told too late' });
    expect(await house.newest()).toMatchObject({ state: 'RUNNING', attempts: 2, message: null });
    await work();
    expect(await house.newest()).toMatchObject({ state: 'NOTHING_NEW', attempts: 3, deaths: 2 });

    await ask();
    for (let death = 0; death < 3; death++) {
      await runs.takeUp();
      await runs.closeDead();
    }
    expect(await house.newest()).toMatchObject({ state: 'FAILED', attempts: 3 }); // prettier-ignore
    expect((await house.newest()).message).toMatch(/^3 workers ended/);
  });

  it('says what broke it off where it broke off each time, and tries again in between', async () => {
    await ask();
    const lesson = house.app.get(Lesson);
    lesson.isGiven = () => Promise.reject(Object.assign(new Error('no space for ann@shop.example'), { code: 'ENOSPC' })); // prettier-ignore
    await work();
    expect(await house.newest()).toMatchObject({ state: 'QUEUED', attempts: 1, deaths: 1 });
    await work();
    await work();
    expect(await house.newest()).toMatchObject({ state: 'FAILED', attempts: 3, message: 'It broke off 3 times, last with ENOSPC; the log of the workers says more. Mend it, then retrainModel begins anew.' }); // prettier-ignore
  });

  it('removes leads that a worker which died left behind, also where nothing is to be taught', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const left = join(tmpdir(), `carousel-retraining-${dead}-left`);
    mkdirSync(left);
    await work();
    expect(existsSync(left)).toBe(false);
  });

  it('waits again, at no cost, where its worker is told to end', async () => {
    await ask();
    const runs = house.app.get(RetrainingRuns);
    const mine = await runs.takeUp();
    if (mine) await runs.giveBack(mine);
    expect(await house.newest()).toMatchObject({ state: 'QUEUED', deaths: 0, step: null });
    house.app.get(RetrainingWork).end();
    await work();
    expect(await house.newest()).toMatchObject({ state: 'QUEUED', attempts: 1 });
  });

  describe('with a version that was made', () => {
    let version: string;
    /** As a worker leaves it that died before it could say so. */
    const make = async (leads = 1_500) => {
      await house.settle(leads);
      const { number, queuedAt } = await ask();
      version = ownVersion(house.caller.tenantId, queuedAt, number);
      install(house.models.path, leadModel(version));
    };
    const standing = async (caller = house.caller) =>
      (await house.app.get(TenantModels, { strict: false }).list(caller)).find((each) => each.version === version)?.state; // prettier-ignore

    it('never promotes by itself unless told to, and says that it could be', async () => {
      await make();
      await work();
      const run = await house.newest();
      expect(run).toMatchObject({ state: 'DONE', version, isPromoted: false, metrics: { auc: 0.5 } }); // prettier-ignore
      expect(run.message).toMatch(/all gates hold, and promoteOnEvidence is off/);
      expect(run.evidence?.gates.every(({ holds }) => holds)).toBe(true);
      expect(await standing()).toBe('CANDIDATE');
    });

    it('promotes where told to and all gates hold, in the name of whoever said so', async () => {
      await service().set(house.caller, { ...weekly, promoteOnEvidence: true });
      await make();
      await work();
      expect(await house.newest()).toMatchObject({ state: 'DONE', version, isPromoted: true });
      expect(await standing()).toBe('CHAMPION');
      const [move] = await house.app.get(ModelStandings, { strict: false }).moves(house.caller, 'lead-score', everything); // prettier-ignore
      expect(move).toMatchObject({ kind: 'PROMOTED', version, isForced: false, movedBy: 'key of teaching', reason: 'Retraining 1, promoteOnEvidence' }); // prettier-ignore
    });

    it('is not promoted by a worker whom another took the run from meanwhile', async () => {
      await service().set(house.caller, { ...weekly, promoteOnEvidence: true });
      await make();
      const lesson = house.app.get(Lesson);
      lesson.isGiven = async () => {
        await house.database.dataSource.query('update retrainings set attempts = attempts + 1');
        return true;
      };
      await work();
      expect(await standing()).toBe('CANDIDATE');
      expect(await house.newest()).toMatchObject({ state: 'RUNNING', attempts: 2, message: null });
    });

    it('does not promote on evidence that does not speak for it', async () => {
      await service().set(house.caller, { ...weekly, promoteOnEvidence: true });
      await house.settle(60);
      const { number, queuedAt } = await ask();
      version = ownVersion(house.caller.tenantId, queuedAt, number);
      install(house.models.path, leadModel(version));
      await work();
      expect(await house.newest()).toMatchObject({ state: 'DONE', isPromoted: false }); // prettier-ignore
      expect((await house.newest()).message).toMatch(/does not speak for it/);
      expect(await standing()).toBe('CANDIDATE');
    });

    it('is nobody else’s: no other tenant lists, weighs, promotes or retires it, nor has it by default', async () => {
      await make();
      await work();
      const promotion = house.app.get(PromotionService, { strict: false });
      const named = { name: 'lead-score', version } as const;
      expect(await standing(house.stranger)).toBeUndefined();
      const tries = [
        () => promotion.evidence(house.stranger, named),
        () => promotion.promote(house.stranger, { ...named, force: true, reason: 'Mine now' }),
        () => promotion.shadow(house.stranger, named, null),
        () => promotion.retire(house.stranger, named, null),
        () => promotion.reinstate(house.stranger, named, null),
      ];
      for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
      const fresh = await house.another();
      const listed = await fresh.get(TenantModels, { strict: false }).list(house.stranger);
      expect(listed.find(({ name, state }) => name === 'lead-score' && state === 'CHAMPION')?.version).toBe('2026-11-27.1'); // prettier-ignore
    });

    it('lets go of its oldest once there are newer ones, but for what answers and what a roll-back leads to', async () => {
      const { tenantId } = house.caller;
      const versionOf = (of: string, days: number) => ownVersion(of, new Date(saturday - days * 86_400_000), 100 - days); // prettier-ignore
      const own = Array.from({ length: 14 }, (_, n) => versionOf(tenantId, 20 - n));
      const strangers = versionOf(house.stranger.tenantId, 30);
      for (const each of [...own, strangers]) install(house.models.path, leadModel(each));
      const [first = '', second = '', third = ''] = own;
      const promotion = house.app.get(PromotionService, { strict: false });
      for (const each of [first, second]) await promotion.promote(house.caller, { name: 'lead-score', version: each, force: true, reason: 'It is mine' }); // prettier-ignore
      const standThere = () => [...own, strangers].filter((each) => existsSync(join(house.models.path, 'lead-score', each))); // prettier-ignore
      await make(60);
      await work();
      expect(await house.newest()).toMatchObject({ state: 'DONE', version });
      expect(standThere()).toEqual([...own, strangers].filter((each) => each !== third));
      const [move] = await house.app.get(ModelStandings, { strict: false }).moves(house.caller, 'lead-score', everything); // prettier-ignore
      expect(move).toMatchObject({ kind: 'RETIRED', version: third, movedBy: 'retraining', reason: 'There are 12 newer ones of your own.' }); // prettier-ignore
      // A worker died before it removed the folder: the next run does.
      install(house.models.path, leadModel(third));
      await make(1);
      await work();
      expect(standThere()).toEqual([...own, strangers].filter((each) => each !== third && each !== own[3]));
      const listed = await (await house.another()).get(TenantModels, { strict: false }).list(house.caller);
      expect(listed.filter(({ version: each }) => each === third)).toEqual([]);
      expect(listed.find(({ version: each }) => each === second)?.state).toBe('CHAMPION');
    });

    it('fails with the fault where the version does not run', async () => {
      await house.settle(60);
      const { number, queuedAt } = await ask();
      version = ownVersion(house.caller.tenantId, queuedAt, number);
      install(house.models.path, leadModel(version), { model: Buffer.from('no model') });
      await work();
      expect(await house.newest()).toMatchObject({ state: 'FAILED' }); // prettier-ignore
      expect((await house.newest()).message).toMatch(/was made and does not run: lead-score/);
    });
  });
});

import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_CLI, buildIfStale } from '../built-cli.ts';
import { gitlabLines, runAction, runLines } from './ci-steps.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const INTENT = `
name: intent
expect:
  - { from: office-2-host, to: web, tcpPort: 443 }
  - { from: office-2-host, to: web, tcpPort: 22 }
`;
const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' };

/** The steps that install are left out: package.test.ts installs the package. */
describe('a pipeline, with a plan of Terraform in an empty folder', () => {
  let temporary: string;

  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 's2s-pipeline-'));
    await buildIfStale();
    const bin = join(temporary, 's2s/node_modules/.bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 's2s'), `#!/bin/sh\nexec '${process.execPath}' '${BUILT_CLI}' "$@"\n`);
    await chmod(join(bin, 's2s'), 0o755);
  });
  afterAll(() => rm(temporary, { recursive: true }));

  /** A folder with a plan and what is expected of it. */
  async function workspaceOf(name: string): Promise<string> {
    const workspace = join(temporary, name);
    await mkdir(workspace);
    await cp(join(REPOSITORY, 'tests/fixtures/import/terraform/plan.json'), join(workspace, 'plan.json'));
    await writeFile(join(workspace, 'intent.yaml'), INTENT);
    return workspace;
  }

  it('runs the steps of action.yml: what is not met fails the job, marks its line and stands in the summary', async () => {
    const workspace = await workspaceOf('github');
    const inputs = { import: 'plan.json', expect: 'intent.yaml', 'dry-run': 'true' };
    const job = { workspace, temporary, inputs, env };
    const { exitCode, all, summary } = await runAction(
      join(REPOSITORY, 'action.yml'),
      ['Import', 'Check'],
      job,
    );
    expect(all).toContain('::error file=intent.yaml,line=5,title=office-2-host reaches web at TCP port 22::');
    expect(summary).toMatch(/^### intent: 1 of 2 expectations met$/m);
    expect((await readdir(join(workspace, 's2s-evidence'))).toSorted()).toEqual(['junit.xml', 'report.html']);
    expect(exitCode).toBe(1);
  });

  it("runs the lines of GitLab's job", async () => {
    const file = join(REPOSITORY, 'docs/ci/gitlab-ci.yaml');
    const lines = (await gitlabLines(file, 'reachability')).filter(
      (line) => !line.startsWith('npm install '),
    );
    const workspace = await workspaceOf('gitlab');
    await symlink(join(temporary, 's2s'), join(workspace, '.s2s'));
    const { exitCode, all } = await runLines(lines, workspace, env);
    expect(all).toContain('1 of 2 expectations met, by the model alone');
    expect(exitCode).toBe(1);
  });
});

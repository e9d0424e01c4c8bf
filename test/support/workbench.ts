import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/vscode/chromium';
import { installVsix, linkExtension } from '../../scripts/vscode/extensionsFolder';
import { outFolder, repository, temporaryFolder } from '../../scripts/vscode/folders';
import { startVscodeServer } from '../../scripts/vscode/vscodeServer';

/** A workbench on a busy machine with two cores; each wait ends as soon as it can. */
const patienceMs = 30_000;

const themes = {
  light: { label: 'Light Modern', class: 'vs' },
  dark: { label: 'Dark Modern', class: 'vs-dark' },
  hcDark: { label: 'Dark High Contrast', class: 'hc-black' },
  hcLight: { label: 'Light High Contrast', class: 'hc-light' },
} as const;

export interface WorkbenchOptions {
  /** A packaged extension to install; by default the one built from this source. */
  readonly vsix?: string | undefined;
  /** Whether the folder is opened in Restricted Mode. */
  readonly untrusted?: boolean;
}

/** A real VS Code window on a copy of samples/, driven as a person would drive it. */
export class Workbench {
  private constructor(
    /** The opened folder: a copy, so that a test may change it. */
    readonly folder: string,
    readonly page: Page,
    readonly browser: Browser,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const home = await temporaryFolder();
    // People keep models in folders like this.
    const folder = join(home.path, 'Modèles #1, 100 % à moi', 'samples');
    const extensionsFolder = join(home.path, 'extensions');
    await mkdir(extensionsFolder);
    await cp(join(repository, 'samples'), folder, { recursive: true });
    if (options.vsix === undefined) await linkExtension(repository, extensionsFolder);
    else await installVsix(options.vsix, extensionsFolder);
    const server = await startVscodeServer({
      extensionsFolder,
      testing: true,
      workspaceTrust: options.untrusted === true,
      settings: {
        'window.autoDetectColorScheme': false,
        // A page that is still opening takes the focus, which would close what was just opened.
        'workbench.quickOpen.closeOnFocusLost': false,
      },
    });
    const browser = await launchChromium();
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const workbench = new Workbench(folder, page, browser, async () => {
      await server.stop();
      await home.remove();
    });
    await page.goto(server.address(folder));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    return workbench;
  }

  /** Opens a file of the folder through Quick Open; `path` with forward slashes, from the folder. */
  async openFile(path: string): Promise<void> {
    const slash = path.lastIndexOf('/');
    const rows = await this.ask('Control+P', path);
    const exactly = (text: string): { has: Locator } => ({
      has: this.page.getByText(text, { exact: true }),
    });
    const named = rows.filter(exactly(path.slice(slash + 1)));
    await this.pick(slash < 0 ? named : named.filter(exactly(path.slice(0, slash))));
  }

  /** Opens a model and waits for its editor: {@link openFile}, then {@link editorFrame}. */
  async openModel(path: string): Promise<Frame> {
    await this.openFile(path);
    await this.page.locator(`.tab.active[data-resource-name="${nameOf(path)}"]`).waitFor();
    return this.editorFrame();
  }

  /** Runs a command by its title in the palette, category included. */
  async runCommand(title: string): Promise<void> {
    // The whole of it: what was typed stands by itself within longer titles too, marked as found.
    const whole = new RegExp(`^\\s*${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    const named = this.page.locator('.label-name', { hasText: whole });
    // An open palette does not hear of commands that have come to be there since.
    for (let left = 5; left > 0; left--) {
      const rows = (await this.ask('F1', title)).filter({ has: named });
      if (left === 1 || (await comes(rows.first(), 3_000))) return this.pick(rows);
      await this.page.keyboard.press('Escape');
    }
  }

  /** The page of a visible Weightscope editor, the last to be opened: VS Code wraps it in a frame of its own. */
  async editorFrame(): Promise<Frame> {
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      const shown = (await this.shownEditors()).at(-1);
      if (shown !== undefined) return shown;
      await this.page.waitForTimeout(100);
    }
    const picture = await this.screenshot('no-editor');
    throw new Error(
      `No Weightscope editor was shown within ${patienceMs / 1000} s: see ${picture}`,
    );
  }

  /** Asks every visible Weightscope editor. */
  async eachEditor<Answer>(ask: (frame: Frame) => Promise<Answer>): Promise<Answer[]> {
    return Promise.all((await this.shownEditors()).map(ask));
  }

  private async shownEditors(): Promise<Frame[]> {
    const shown: Frame[] = [];
    for (const outer of this.page.frames()) {
      const inner = outer.childFrames().at(-1);
      if (inner === undefined || !outer.url().includes('extensionId=weightscope')) continue;
      // Frames come and go while the window works: one that has just gone is passed over.
      const visible = await outer
        .frameElement()
        .then((element) => element.isVisible())
        .catch(() => false);
      if (visible && (await hasContent(inner))) shown.push(inner);
    }
    return shown;
  }

  async setTheme(theme: keyof typeof themes): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    const picker = this.page.locator('.quick-input-widget:visible');
    // The palette's own box is the same element: its placeholder tells that the list has changed.
    await picker.getByPlaceholder('Color Theme').fill(themes[theme].label);
    await this.pick(picker.getByText(themes[theme].label, { exact: true }));
    await this.page.locator(`.monaco-workbench.${themes[theme].class}`).waitFor();
  }

  /** Saves what the window shows under out/screenshots; @returns the file's path. */
  async screenshot(name: string): Promise<string> {
    const path = join(outFolder, 'screenshots', `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /** Unsaved changes are dropped. */
  async closeEditors(): Promise<void> {
    await this.runCommand('View: Close All Editors');
    const empty = this.page.locator('.editor-group-container.empty');
    const question = this.page.getByRole('button', { name: "Don't Save" });
    await empty.or(question).first().waitFor();
    if (await question.isVisible()) await question.click();
    await empty.first().waitFor();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.cleanUp();
  }

  /** Clicks the first of the rows once the list has stopped moving under the pointer: it sorts itself as it fills. */
  private async pick(rows: Locator): Promise<void> {
    const row = rows.first();
    let before: number | undefined;
    for (let still = 0; still < 3;) {
      await row.waitFor();
      const at = (await row.boundingBox())?.y;
      still = at !== undefined && at === before ? still + 1 : 0;
      before = at;
      await this.page.waitForTimeout(80);
    }
    await row.click();
  }

  /** Opens the quick input with `key`, types `text` and returns its rows. */
  private async ask(key: string, text: string) {
    const picker = this.page.locator('.quick-input-widget:visible');
    const input = picker.locator('input[type=text]');
    // A page that takes the focus meanwhile, as one that has just been shown, shuts it again.
    for (let left = 3; left > 0; left--) {
      await this.page.keyboard.press(key);
      await input.waitFor();
      const isFilled = await input.fill(key === 'F1' ? `>${text}` : text, { timeout: 5_000 }).then(
        () => true,
        (error: unknown) => {
          if (left === 1) throw error;
          return false;
        },
      );
      if (isFilled) break;
    }
    return picker.locator('.quick-input-list .monaco-list-row');
  }
}

async function comes(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

async function hasContent(frame: Frame): Promise<boolean> {
  return frame.evaluate(() => document.body.childElementCount > 0).catch(() => false);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

import type { FaultWhat, HowBad, RepairStage } from '#domain/kinds/care.ts';
import type { cameHows, RetireReason, What } from '#domain/kinds/tool.ts';

/** The silhouettes of the app, see look.md section 6. */
type DemoDrawing =
  | 'saw'
  | 'drill'
  | 'hammer'
  | 'screwdriver'
  | 'wrench'
  | 'plane'
  | 'chisel'
  | 'ladder'
  | 'hedge'
  | 'jigsaw'
  | 'spade'
  | 'barrow'
  | 'pot'
  | 'whisk'
  | 'knife'
  | 'shaker'
  | 'sewing'
  | 'iron'
  | 'clamp'
  | 'brush'
  | 'reel'
  | 'speaker'
  | 'sander'
  | 'can'
  | 'meter'
  | 'room'
  | 'kit'
  | 'supply'
  | 'tag'
  | 'wateringCan'
  | 'rake'
  | 'crate'
  | 'kettle'
  | 'glass'
  | 'dish';

export type Season = 'winter' | 'spring' | 'summer' | 'autumn';

/** What a use was for; tied to seasons when nobody would do it in another. */
export type DemoPurpose = string | { readonly what: string; readonly in: readonly Season[] };

/** How a tool lives through the year. A tool without it sleeps. */
interface DemoUses {
  readonly aYear: number;
  /** How many days one keeps it, more or less; 3 when not said. */
  readonly days?: number;
  readonly what: readonly DemoPurpose[];
  /** What people write when they bring it back, now and then. */
  readonly notes?: readonly string[];
}

export interface DemoPerson {
  readonly key: string;
  readonly name: string;
  readonly steward?: boolean;
  readonly phone: boolean;
  readonly contact?: string;
  /** Categories whose tools this person reaches for; decides who takes what. */
  readonly likes: readonly string[];
}

export interface DemoPlace {
  readonly key: string;
  readonly name: string;
  readonly parent?: string;
}

export interface DemoCategory {
  readonly key: string;
  readonly name: string;
  readonly parent?: string;
  readonly drawing?: DemoDrawing;
}

interface DemoCode {
  readonly format: 'EAN13' | 'Code128';
  readonly text: string;
}

export interface DemoTool {
  readonly key: string;
  readonly what: What;
  readonly name: string;
  readonly otherNames?: readonly string[];
  readonly about?: string;
  readonly category: string;
  readonly place: string;
  readonly spot?: string;
  readonly contents?: readonly { readonly name: string; readonly count?: number }[];
  /** `origin` describes, and never names: "une voisine de la rue". */
  readonly came?: {
    readonly how: (typeof cameHows)[number];
    readonly when?: string;
    readonly origin?: string;
    readonly terms?: string;
  };
  readonly brand?: string;
  readonly model?: string;
  readonly drawing?: DemoDrawing;
  /** How many labels are stuck on it: none, one, or one on the case as well. */
  readonly labels: 0 | 1 | 2;
  readonly codes?: readonly DemoCode[];
  readonly uses?: DemoUses;
}

/** The workshop as it was written down on the first day. What changed since is told by the acts. */
export interface DemoContent {
  readonly workshop: { readonly name: string; readonly language: 'fr'; readonly address: string };
  readonly people: readonly DemoPerson[];
  readonly places: readonly DemoPlace[];
  readonly categories: readonly DemoCategory[];
  readonly tools: readonly DemoTool[];
}

/** What a description edited later says anew; `category` and `place` are keys. */
type DemoChanges = Partial<
  Pick<DemoTool, 'name' | 'otherNames' | 'about' | 'category' | 'place' | 'spot' | 'contents' | 'brand' | 'model'>
>;

type DemoDeed =
  | { readonly do: 'add'; readonly tool: string; readonly by: string }
  /** Once for each label of the tool. */
  | { readonly do: 'label'; readonly tool: string; readonly by: string }
  | { readonly do: 'claim'; readonly tool: string; readonly by: string; readonly code: DemoCode }
  | {
      readonly do: 'take';
      readonly tool: string;
      readonly by: string;
      readonly until?: string;
      readonly purpose?: string;
      readonly note?: string;
    }
  /** `place` only when it was put elsewhere than in its own place. */
  | {
      readonly do: 'return';
      readonly tool: string;
      readonly by: string;
      readonly place?: string;
      readonly note?: string;
    }
  | {
      readonly do: 'handOver';
      readonly tool: string;
      readonly from: string;
      readonly to: string;
      readonly until?: string;
      readonly purpose?: string;
      readonly note?: string;
    }
  | { readonly do: 'describe'; readonly tool: string; readonly by: string; readonly changes: DemoChanges }
  | {
      readonly do: 'fault';
      readonly tool: string;
      readonly by: string;
      readonly bad: HowBad;
      readonly what: FaultWhat;
      readonly missing?: readonly string[];
      readonly words?: string;
    }
  /** Of the fault of this tool that is open. */
  | {
      readonly do: 'repair';
      readonly tool: string;
      readonly by: string;
      readonly stage: RepairStage;
      readonly hand?: string;
      readonly words?: string;
      readonly parts?: string;
    }
  | { readonly do: 'release'; readonly tool: string; readonly by: string; readonly words: string }
  | {
      readonly do: 'retire';
      readonly tool: string;
      readonly by: string;
      readonly reason: RetireReason;
      readonly words?: string;
    };

/** Something done at a moment: `at` in ms, never later than the `now` the year was made for. */
export type DemoAct = { readonly at: number } & DemoDeed;

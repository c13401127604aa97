/** Why there is no picture. The screen then offers the typed code and the photo; nothing asks again by itself. */
export type CameraProblem = {
  readonly kind: 'camera-denied' | 'camera-missing' | 'camera-busy' | 'camera-insecure';
};

export interface Lens {
  readonly id: string;
  readonly label: string;
}

export interface CameraAbilities {
  readonly torch: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step: number; readonly value: number };
  /** The likeliest to see a label from near by first. With a single one there is nothing to choose. */
  readonly lenses: readonly Lens[];
  readonly lens?: string;
}

/** What the scanner takes for a device's cameras; `navigator.mediaDevices`, absent on insecure pages. */
export type MediaDevicesPort = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** A lens remembered from last time is a wish, not a condition: ids change when permissions are reset. */
export const cameraWish = (lens: string | undefined, exactly: boolean): MediaStreamConstraints => ({
  audio: false,
  video: {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    ...(lens === undefined
      ? { facingMode: { ideal: 'environment' } }
      : { deviceId: exactly ? { exact: lens } : { ideal: lens } }),
  },
});

export const toCameraProblem = (error: unknown): CameraProblem => {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'PermissionDeniedError') return { kind: 'camera-denied' };
  if (name === 'SecurityError') return { kind: 'camera-insecure' };
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return { kind: 'camera-missing' };
  return { kind: 'camera-busy' };
};

/** Asked of the running track: what browsers say they support in general is not always true. */
export const abilitiesOf = async (track: MediaStreamTrack, devices: MediaDevicesPort): Promise<CameraAbilities> => {
  // Firefox has no capabilities; torch and zoom are not in the types yet.
  const can: Readonly<Record<string, unknown>> = { ...track.getCapabilities?.() };
  const settings: Readonly<Record<string, unknown>> = { ...track.getSettings() };
  const zoom = zoomOf(can.zoom, settings.zoom);
  const found = await devices.enumerateDevices().catch(() => []);
  const lens = typeof settings.deviceId === 'string' ? settings.deviceId : undefined;
  return {
    torch: can.torch === true || (Array.isArray(can.torch) && can.torch.includes(true)),
    ...(zoom ? { zoom } : {}),
    lenses: found
      .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
      .toSorted((a, b) => lensRank(a) - lensRank(b)),
    ...(lens === undefined ? {} : { lens }),
  };
};

/** True when the camera took the setting; some promise a torch and have none. */
export const applySetting = async (track: MediaStreamTrack, setting: Record<string, unknown>): Promise<boolean> => {
  try {
    await track.applyConstraints({ advanced: [setting] });
    return true;
  } catch {
    return false;
  }
};

const zoomOf = (range: unknown, value: unknown): CameraAbilities['zoom'] => {
  if (typeof range !== 'object' || range === null) return undefined;
  const { min, max, step } = range as { min?: unknown; max?: unknown; step?: unknown };
  if (typeof min !== 'number' || typeof max !== 'number' || !(max > min)) return undefined;
  return {
    min,
    max,
    step: typeof step === 'number' && step > 0 ? step : (max - min) / 20,
    value: typeof value === 'number' ? value : min,
  };
};

/** Since the iPhone 13 Pro only the combined back cameras change to the lens that sees near by. Front ones come last. */
const lensRank = ({ label }: Lens): number => {
  if (/front|avant|user|face/i.test(label)) return 3;
  if (/(triple|dual|double|virtual)/i.test(label)) return 0;
  return /ultra|tele|télé/i.test(label) ? 2 : 1;
};

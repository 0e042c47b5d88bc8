// A model thread that misbehaves on request: the path of the "model" says how.
export default function work({ file, inputs }) {
  if (file.path === 'hang') for (;;);
  if (file.path === 'die') process.exit(3);
  if (file.path === 'refuse') return { kind: 'fault', message: 'it refused' };
  if (file.path === 'slow') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  return { kind: 'ran', outputs: inputs };
}

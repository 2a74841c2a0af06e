import DataLoader from 'dataloader';

/** Per request and key, one loader: asked once per batch, whoever asks. */
const loaders = new WeakMap<object, Map<string, DataLoader<string, unknown>>>();

/** Loads by id through a batch that is shared within the request. `name` tells the loaders of a request apart. */
export function load<T>(
  context: object,
  name: string,
  id: string,
  batch: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<T | undefined> {
  let ofRequest = loaders.get(context);
  if (!ofRequest) loaders.set(context, (ofRequest = new Map()));
  let loader = ofRequest.get(name) as DataLoader<string, T | undefined> | undefined;
  if (!loader) {
    loader = new DataLoader<string, T | undefined>(async (ids) => {
      const found = await batch(ids);
      return ids.map((key) => found.get(key));
    });
    ofRequest.set(name, loader as DataLoader<string, unknown>);
  }
  return loader.load(id);
}

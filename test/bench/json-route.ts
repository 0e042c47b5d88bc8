import { fastify } from 'fastify';
import { Registry, collectDefaultMetrics } from 'prom-client';

/**
 * The floor of `offers`: a bare Fastify that parses the same request, and answers from memory the same bytes. It waits
 * for them on its channel to the parent, and then says where it listens.
 */
const registry = new Registry();
collectDefaultMetrics({ register: registry });
let answer: unknown;

const app = fastify();
app.post('/graphql', () => answer);
app.get('/metrics', () => registry.metrics());
process.on('message', (message) => {
  answer = message;
  void app.listen({ host: '127.0.0.1', port: 0 }).then((address) => process.send?.(address));
});
process.on('disconnect', () => process.exit(0));

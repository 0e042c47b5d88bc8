import { AnybodySubscribed } from './anybody-subscribed.js';
import { ChangeMessages } from './change-messages.js';
import { ChangeNotesRepository } from './change-notes.repository.js';
import { ChangesResolver } from './changes.resolver.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryMetrics } from './delivery.metrics.js';
import { DeliveryWork } from './delivery-work.js';
import { HandingOver } from './handing-over.js';
import { PersonalChangesRepository } from './personal-changes.repository.js';
import { ChangesPersonalData } from './personal-changes.service.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';
import { SubscriptionsService } from './subscriptions.service.js';
import { ToldStaysRepository } from './told-stays.repository.js';

/** All that it takes for others to hear of changes of memberships; wired by `segments.module.ts`. */
export const changeProviders = [
  AnybodySubscribed,
  ChangeMessages,
  ChangeNotesRepository,
  ChangesPersonalData,
  ChangesResolver,
  DeliveriesRepository,
  DeliveriesService,
  DeliveryMetrics,
  DeliveryWork,
  HandingOver,
  PersonalChangesRepository,
  SubscriptionsRepository,
  SubscriptionsService,
  ToldStaysRepository,
];

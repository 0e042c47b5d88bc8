import { Injectable } from '@nestjs/common';
import { HandsRepository } from './folding/hands.repository.js';
import { LeadsRepository } from './leads.repository.js';
import { ScoresRepository } from './ledger/scores.repository.js';
import { MovesRepository } from './life/moves.repository.js';

/** Where what is kept of leads is read and written, in one hand. */
@Injectable()
export class LeadRows {
  constructor(
    readonly leads: LeadsRepository,
    readonly hands: HandsRepository,
    readonly moves: MovesRepository,
    readonly scores: ScoresRepository,
  ) {}
}

import { Field, ObjectType } from '@nestjs/graphql';
import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import { StockStateEnum } from './vehicles.graphql.js';

@ObjectType({ description: 'No such car is on offer.' })
export class OutOfStock {
  @Field(() => StockStateEnum, { nullable: true, description: 'Where the car stands; null where there is none.' }) // prettier-ignore
  state!: StockState | null;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

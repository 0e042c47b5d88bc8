import { Module } from '@nestjs/common';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { ListingsController } from './listings.controller.js';
import { ListingsResolver } from './listings.resolver.js';
import { ListingsService } from './listings.service.js';

/** The stock as others read it: lists for Google and Meta, markup for a car's page. Owns nothing; calls vehicles. */
@Module({
  imports: [VehiclesModule],
  controllers: [ListingsController],
  providers: [ListingsResolver, ListingsService],
})
export class ListingsModule {}

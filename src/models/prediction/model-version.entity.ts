import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ModelManifest, ModelName } from './model-manifest.js';

/**
 * A model version as it was first found, of the whole installation: what a version is never changes after, and a folder
 * that says something else does not run. Nobody's in particular: it holds no data of a tenant.
 */
@Entity('model_versions')
export class ModelVersionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_versions_pk' }) model!: ModelName;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_versions_pk' }) version!: string;
  /** Hex, of model.onnx. */
  @Column('text') sha256!: string;
  @Column('jsonb') manifest!: ModelManifest;
  /** Markdown; null where the folder had none. */
  @Column('text', { nullable: true }) card!: string | null;
  @Column('timestamptz', { name: 'registered_at' }) registeredAt!: Date;
}

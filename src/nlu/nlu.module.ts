import { Module } from '@nestjs/common';
import { ModelStore } from './model.repository.js';
import { Understander } from './understander.js';

/** Understanding: needs `Database` from a global module. */
@Module({ providers: [ModelStore, Understander], exports: [ModelStore, Understander] })
export class NluModule {}

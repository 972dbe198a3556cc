import type { InstabaseDeclaration } from 'millrace';

/** This workflow as an app of Instabase AI Hub. A client that names no batch works on the papers that come with it. */
export const INSTABASE = {
  app_id: 'app_documents',
  app_name: 'Documents',
  deployments: ['deploy_documents'],
  input: {
    settings: {
      keys: { custom: { $from: '/settings/keys/custom' } },
      passwords: { $from: '/settings/runtime_config/instabase/pdf/passwords' },
    },
  },
  results: {
    records: 'files',
    at_checkpoint: 'files_at_checkpoint',
    types: { text: 'TEXT', identifier: 'TEXT', date: 'TEXT', currency: 'TEXT', money: 'FLOAT', table: 'LIST' },
  },
} satisfies InstabaseDeclaration;

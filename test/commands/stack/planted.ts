import { MARKER_SECRET, TOKEN } from './project.ts';

/** Company names, people and addresses of the samples, and secrets: none of them belongs in state, plans or what is printed. */
export const PLANTED = [
  '株式会社',
  '山田',
  'ヤマダ',
  'taro@',
  'yamada.example',
  'お電話',
  TOKEN,
  MARKER_SECRET,
];

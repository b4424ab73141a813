import { aboutAttendance, readAttendance } from './attendance.ts';
import type { Metric } from './contract.ts';

export const attendanceByCountry: Metric = {
  ...aboutAttendance,
  id: 'attendance-by-country',
  title: 'From which countries do people register for the meetings?',
  read: (store, params) => readAttendance(store, params, 'country'),
};
